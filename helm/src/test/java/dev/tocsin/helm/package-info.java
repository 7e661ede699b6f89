/**
 * The chart in {@code tocsin/}. Comes in: its files, the contract's paths and the list of settings;
 * goes out: nothing, these are tests. {@code Rendering} renders it by Helm itself, {@code Objects}
 * reads what comes out as Kubernetes would, and {@code GeneratedFiles} keeps those of its files
 * true that are made from others.
 */
@NullMarked
package dev.tocsin.helm;

import org.jspecify.annotations.NullMarked;
