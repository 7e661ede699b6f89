/**
 * Commands of the installation's operator, who belongs to no tenant. Comes in: the command line and
 * the operator key of a data folder; goes out: calls of the running server's REST API; for keys,
 * migrations and retention, the database itself.
 */
@NullMarked
package dev.tocsin.standalone.operate;

import org.jspecify.annotations.NullMarked;
