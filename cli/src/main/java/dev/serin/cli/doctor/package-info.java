/** Looks at what this machine and a cluster have, lack, and how to mend it. */
@NullMarked
package dev.serin.cli.doctor;

import org.jspecify.annotations.NullMarked;
