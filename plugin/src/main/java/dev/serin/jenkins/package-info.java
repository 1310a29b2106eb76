/** What all parts of the plugin share: permissions, JSON. */
@NullMarked
package dev.serin.jenkins;

import org.jspecify.annotations.NullMarked;
