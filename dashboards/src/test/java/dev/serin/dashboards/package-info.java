/** Tests of the dashboards and of the files made of them. */
@NullMarked
package dev.serin.dashboards;

import org.jspecify.annotations.NullMarked;
