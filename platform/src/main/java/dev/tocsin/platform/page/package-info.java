/**
 * Paging of lists: what a {@code page_token} holds, how many rows a page has, and which of those
 * found it shows. Comes in: the request's size and token; goes out: the key to continue after, and
 * the page with the token of the next. Every {@code …Grpc} with a List uses it.
 */
@NullMarked
package dev.tocsin.platform.page;

import org.jspecify.annotations.NullMarked;
