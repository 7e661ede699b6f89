/**
 * Where settings come from: the YAML file ({@link dev.tocsin.platform.config.SettingsFile}), held
 * against the list of all that is known ({@link dev.tocsin.platform.config.Settings}); settings
 * that follow from others; and the check at start that says what is wrong or missing and how to
 * mend it.
 */
@NullMarked
package dev.tocsin.platform.config;

import org.jspecify.annotations.NullMarked;
