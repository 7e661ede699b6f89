/**
 * What an integration says about payloads that nobody has written a source for: an expression (CEL)
 * for each part of a signal. Texts come in and are compiled when they are saved ({@link
 * dev.tocsin.alerting.source.mapping.MappingLanguage}); evaluated on a payload they give what the
 * generic source makes {@code Signal}s of. docs/sources/generic.md is the reference.
 */
@NullMarked
package dev.tocsin.alerting.source.mapping;

import org.jspecify.annotations.NullMarked;
