/**
 * The demo tenant "acme": people, a schedule, policies, routes, and channels that lead to the
 * look-alikes. Comes in: a running server and an operator key; goes out: {@code demo.json} in the
 * data folder. Everything is made through the public REST API, as a user would.
 */
@NullMarked
package dev.tocsin.standalone.demo;

import org.jspecify.annotations.NullMarked;
