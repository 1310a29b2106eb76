/**
 * What the demo counts: requests as their sender and as the gateway saw them, and figures from
 * both.
 */
@NullMarked
package dev.serin.demo.measure;

import org.jspecify.annotations.NullMarked;
