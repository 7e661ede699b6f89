/**
 * The field rules of the contract ({@code buf.validate} options), evaluated straight from the
 * compiled descriptors. {@link dev.tocsin.platform.validation.RequestRules} is compiled once for
 * each request type and checks every request before its method runs.
 */
@NullMarked
package dev.tocsin.platform.validation;

import org.jspecify.annotations.NullMarked;
