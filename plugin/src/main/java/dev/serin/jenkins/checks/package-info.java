/** What the code host is told of each service, through the plugin checks-api where it is there. */
@NullMarked
package dev.serin.jenkins.checks;

import org.jspecify.annotations.NullMarked;
