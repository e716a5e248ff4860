package io.tributary.experiments.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Rows of a file of separated values (RFC 4180) in UTF-8, one after the other: no more than one is in memory. */
record CsvFile(Path path, char separator) {
    private static final int LONGEST_CELL = 1 << 16;
    private static final int MOST_CELLS = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Takes a row. */
    @FunctionalInterface
    interface Rows {
        /**
         * A row that is not empty.
         *
         * @param line in which it ends, from 1
         * @param cells at least one, with the blanks around them
         */
        void row(long line, List<String> cells) throws DataException;
    }

    /**
     * Reads the whole file.
     *
     * @throws DataException if it cannot be read, or is no such file; the message names it and the line
     */
    void read(Rows rows) throws DataException {
        CsvFactory factory = CsvFactory.builder().streamReadConstraints(
                StreamReadConstraints.builder().maxStringLength(LONGEST_CELL).build()).build();
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator).withoutHeader();
        try (Reader in = open(); MappingIterator<String[]> all = new CsvMapper(factory).readerFor(String[].class)
                .with(CsvParser.Feature.WRAP_AS_ARRAY).with(CsvParser.Feature.SKIP_EMPTY_LINES).with(schema)
                .readValues(in)) {
            while (all.hasNextValue()) {
                String[] cells = all.nextValue();
                long line = Math.max(1, all.getParser().currentTokenLocation().getLineNr());
                require(cells.length <= MOST_CELLS, line, "has more than " + MOST_CELLS + " cells");
                rows.row(line, Arrays.asList(cells));
            }
        } catch (CharacterCodingException foreign) {
            throw new DataException(path + ": is not in UTF-8; write it in that encoding", foreign);
        } catch (JsonProcessingException broken) {
            throw new DataException(path + ": line " + Math.max(1, broken.getLocation() == null ? 1
                    : broken.getLocation().getLineNr()) + ": " + broken.getOriginalMessage(), broken);
        } catch (IOException unreadable) {
            throw new DataException(path + ": cannot be read: " + unreadable, unreadable);
        }
    }

    /** Without the mark that some systems begin a text with. */
    private Reader open() throws IOException {
        Reader in = new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8.newDecoder());
        java.io.BufferedReader text = new java.io.BufferedReader(in);
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }

    private void require(boolean holds, long line, String complaint) throws DataException {
        if (!holds) {
            throw new DataException(path + ": line " + line + ": " + complaint);
        }
    }
}
