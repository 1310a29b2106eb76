/** The controllers of Kubernetes that Serin's rollouts need. */
@NullMarked
package dev.serin.cluster.controller;

import org.jspecify.annotations.NullMarked;
