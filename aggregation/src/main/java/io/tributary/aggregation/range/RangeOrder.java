package io.tributary.aggregation.range;

import io.tributary.protocol.parameters.ChunkRange;

/**
 * What a worker is asked to do: plain values, so that it may be asked of another process. Doing it again gives the same result.
 *
 * @param job which job, unique among those that share workers
 * @param pass which pass of it, from 1
 * @param range which chunks
 */
public record RangeOrder(String job, int pass, ChunkRange range) {}
