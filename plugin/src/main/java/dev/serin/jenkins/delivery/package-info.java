/** What a run planned, built and released, and the page that shows it. */
@NullMarked
package dev.serin.jenkins.delivery;

import org.jspecify.annotations.NullMarked;
