/** Where the stories are played: a cluster, its gateway and the deploy agent in it or beside it. */
@NullMarked
package dev.serin.demo.place;

import org.jspecify.annotations.NullMarked;
