/**
 * Brings the command line to an agent, starts it there under durable-task, reads what it prints.
 */
@NullMarked
package dev.serin.jenkins.engine;

import org.jspecify.annotations.NullMarked;
