/**
 * {@code tocsin serve}: the embedded servers, the secrets of a data folder, and the four services
 * in this process. Comes in: the command line and the configuration file; goes out: settings for
 * Quarkus, which then runs until it is told to stop. {@code demo} follows when asked for.
 */
@NullMarked
package dev.tocsin.standalone.serve;

import org.jspecify.annotations.NullMarked;
