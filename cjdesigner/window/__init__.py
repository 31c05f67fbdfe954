"""The window: actions, panels, dialogs, the start page. What happens to a map happens in `Session`."""
