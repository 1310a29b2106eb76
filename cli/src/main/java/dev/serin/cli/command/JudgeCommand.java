package dev.serin.cli.command;

import picocli.CommandLine.Command;

/** {@code serin judge}: only says where the judge is. */
@Command(
    name = "judge",
    header = "A recorded canary, or why an analysis ended as it did.",
    description = "It is part of a checkout of Serin, not of this jar: run ./serin judge there.",
    footer = "  ./serin judge canary.csv          in a checkout of Serin")
final class JudgeCommand extends CheckoutCommand {}
