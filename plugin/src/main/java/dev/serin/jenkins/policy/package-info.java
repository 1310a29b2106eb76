/** What an environment asks for before something goes into it. */
@NullMarked
package dev.serin.jenkins.policy;

import org.jspecify.annotations.NullMarked;
