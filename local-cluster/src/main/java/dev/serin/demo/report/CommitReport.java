package dev.serin.demo.report;

/**
 * A commit that was pushed.
 *
 * @param id its full id
 * @param message its first line
 * @param author who made it
 */
public record CommitReport(String id, String message, String author) {}
