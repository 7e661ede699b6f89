/**
 * Checks of what deploys Tocsin, without a container engine: the Dockerfile and the bake file, the
 * Compose file with its roles script, the server of the browser's files under a real nginx, the
 * dashboards and alert rules, and the commands of {@code docs/DEPLOYMENT.md}. {@code e2e} runs the
 * services from the very layout that the images have.
 */
@NullMarked
package dev.tocsin.deploy;

import org.jspecify.annotations.NullMarked;
