@NullMarked
package dev.serin.agent.plugin;

import org.jspecify.annotations.NullMarked;
