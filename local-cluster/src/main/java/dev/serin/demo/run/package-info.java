/**
 * Runs the demo: checks the machine, starts what is needed, tells the stories, stops everything.
 */
@NullMarked
package dev.serin.demo.run;

import org.jspecify.annotations.NullMarked;
