package io.tributary.learning.folder;

/**
 * What a source has and does not give.
 *
 * @param file a file or a folder
 * @param reason why it is left out
 */
public record LeftOut(String file, String reason) {}
