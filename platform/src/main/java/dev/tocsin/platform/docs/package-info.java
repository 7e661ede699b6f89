/**
 * The documentation that every service serves: the OpenAPI document of the whole product and a page
 * that shows it, both made when the contract was built.
 */
@NullMarked
package dev.tocsin.platform.docs;

import org.jspecify.annotations.NullMarked;
