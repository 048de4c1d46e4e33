package org.bittube.gateway.library;

/**
 * How much the library takes.
 *
 * @param mostFileBytes of one file
 * @param mostObjects in all
 * @param spareBytes that must stay free on the disk
 */
public record LibraryLimits(long mostFileBytes, int mostObjects, long spareBytes) {}
