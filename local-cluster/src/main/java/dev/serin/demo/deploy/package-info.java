/** Brings rendered manifests into the cluster and follows what the deploy agent makes of them. */
@NullMarked
package dev.serin.demo.deploy;

import org.jspecify.annotations.NullMarked;
