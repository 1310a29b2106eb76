package dev.serin.cli.convention;

import picocli.CommandLine.Command;

/** What the help of every command has in common. */
@Command(
    mixinStandardHelpOptions = false,
    sortOptions = false,
    usageHelpWidth = 80,
    headerHeading = "",
    synopsisHeading = "%nUsage: ",
    descriptionHeading = "%n",
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:something that was asked for failed",
      "2:wrong usage or bad input; nothing was done"
    },
    footerHeading = "%nExamples:%n")
public abstract class Conventions {}
