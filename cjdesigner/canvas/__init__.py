"""The view: paints a `Drawing` and turns gestures into edits. It owns no map and stores no coordinate in one."""
