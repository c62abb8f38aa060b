"""The subcommands of `daleel`, one small file each: `add_arguments(parser)` and `main(arguments) -> exit code`."""
