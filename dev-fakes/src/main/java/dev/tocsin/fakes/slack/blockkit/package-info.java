/**
 * Block Kit's rules as Slack enforces them: which blocks and elements exist, which fields each
 * takes, and how long or many they may be. {@link dev.tocsin.fakes.slack.blockkit.BlockKit} takes
 * the blocks of a message and names everything wrong in Slack's own words. Source: the Block Kit
 * reference at docs.slack.dev and Slack's published types.
 */
@NullMarked
package dev.tocsin.fakes.slack.blockkit;

import org.jspecify.annotations.NullMarked;
