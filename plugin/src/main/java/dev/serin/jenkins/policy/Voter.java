package dev.serin.jenkins.policy;

import java.util.Set;

/**
 * Who decides.
 *
 * @param user id
 * @param groups names
 * @param permitted whether the job grants the permission to approve
 */
public record Voter(String user, Set<String> groups, boolean permitted) {}
