/**
 * Paging of lists: what a {@code page_token} holds, and how many rows a page has. Comes in: the
 * request's size and token; goes out: the key to continue after, and the token of the next page.
 * Every {@code …Grpc} with a List uses it.
 */
@NullMarked
package dev.tocsin.platform.page;

import org.jspecify.annotations.NullMarked;
