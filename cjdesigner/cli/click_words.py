"""The words that click itself says, marked here so that our catalogue translates them: see `program.main`.

They are msgids of click, looked up at run time; none is used in this module.
"""

from cjdesigner.language import N_, NN_

WORDS = (
    N_("Usage:"), N_("Options"), N_("Commands"), N_("Positional arguments"),
    N_("Error: {message}"), N_("Try '{command} {option}' for help."), N_("Show this message and exit."),
    N_("Aborted!"), N_("Missing command."), N_("Missing argument"), N_("Missing option"),
    N_("No such option {name!r}."), N_("Option {name!r} does not take a value."),
    N_("Invalid value: {message}"), N_("Invalid value for {param_hint}: {message}"),
    NN_("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    NN_("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    NN_("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    NN_("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("default: {default}"), N_("required"),
)
