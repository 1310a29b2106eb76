/** What all types of argoproj.io/v1alpha1 share: names, times, merge patches. */
@NullMarked
package dev.serin.argo;

import org.jspecify.annotations.NullMarked;
