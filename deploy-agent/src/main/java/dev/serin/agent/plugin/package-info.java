/** Extensions that perform steps, called over HTTP. */
@NullMarked
package dev.serin.agent.plugin;

import org.jspecify.annotations.NullMarked;
