exit(status: Program.run(Array(CommandLine.arguments.dropFirst())))
