/**
 * What the tests of every module share: a real PostgreSQL and Redis, and the rules of the house as
 * tests.
 */
@NullMarked
package dev.tocsin.platform.test;

import org.jspecify.annotations.NullMarked;
