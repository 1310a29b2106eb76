/** The plugin's configuration, in the UI and as code. */
@NullMarked
package dev.serin.jenkins.config;

import org.jspecify.annotations.NullMarked;
