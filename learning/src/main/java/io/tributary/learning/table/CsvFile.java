package io.tributary.learning.table;

import io.tributary.learning.BadExampleException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Rows of a file of separated values (RFC 4180) in UTF-8, one after the other: no more than one is in memory. */
record CsvFile(Path path, char separator) {
    private static final int LONGEST_CELL = 1 << 16;
    private static final int LONGEST_ROW = 1 << 22;
    private static final int MOST_CELLS = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char QUOTE = '"';

    /** Takes a row. */
    @FunctionalInterface
    interface Rows {
        /**
         * A row that is not empty.
         *
         * @param line in which it ends, from 1
         * @param cells at least one, with the blanks around them
         */
        void row(long line, List<String> cells) throws BadExampleException;
    }

    /**
     * Reads the whole file.
     *
     * @throws BadExampleException if it cannot be read, or is no such file; the message names it and the line
     */
    void read(Rows rows) throws BadExampleException {
        try (Reader in = new BufferedReader(
                new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8.newDecoder()))) {
            new Parser(in).read(rows);
        } catch (BadExampleException known) {
            throw known;
        } catch (CharacterCodingException foreign) {
            throw new BadExampleException(path + ": is not in UTF-8; write it in that encoding", foreign);
        } catch (IOException unreadable) {
            throw new BadExampleException(path + ": cannot be read: " + unreadable, unreadable);
        }
    }

    private final class Parser {
        private final Reader in;
        private final StringBuilder text = new StringBuilder();
        private long line = 1;
        private int length;
        private int next;

        Parser(Reader in) {
            this.in = in;
        }

        void read(Rows rows) throws IOException {
            advance();
            if (next == BYTE_ORDER_MARK) {
                advance();
            }
            while (next >= 0) {
                List<String> cells = row();
                if (cells.size() > 1 || !cells.get(0).isBlank()) {
                    rows.row(line, cells);
                }
                endLine();
            }
        }

        private List<String> row() throws IOException {
            List<String> cells = new ArrayList<>();
            length = 0;
            cells.add(cell());
            while (next == separator) {
                require(cells.size() < MOST_CELLS, line, "has more than " + MOST_CELLS + " cells");
                advance();
                cells.add(cell());
            }
            return cells;
        }

        private String cell() throws IOException {
            text.setLength(0);
            if (next == QUOTE) {
                quoted();
                require(endsCell(), line, "has text after a closing quote; write a quote within quotes as two");
            } else {
                while (!endsCell()) {
                    take();
                }
            }
            return text.toString();
        }

        private boolean endsCell() {
            return next < 0 || next == separator || next == '\n' || next == '\r';
        }

        private void quoted() throws IOException {
            long opened = line;
            advance();
            while (true) {
                require(next >= 0, opened, "opens a quote that nothing closes");
                if (next == QUOTE) {
                    advance();
                    if (next != QUOTE) {
                        return;
                    }
                }
                line += next == '\n' ? 1 : 0;
                take();
            }
        }

        private void take() throws IOException {
            require(text.length() < LONGEST_CELL, line, "has a cell of more than " + LONGEST_CELL + " characters");
            require(length++ < LONGEST_ROW, line, "has more than " + LONGEST_ROW + " characters");
            text.append((char) next);
            advance();
        }

        private void endLine() throws IOException {
            if (next == '\r') {
                advance();
            }
            if (next == '\n') {
                advance();
            }
            line++;
        }

        private void advance() throws IOException {
            next = in.read();
        }
    }

    private void require(boolean holds, long line, String complaint) throws BadExampleException {
        if (!holds) {
            throw new BadExampleException(path + ": line " + line + ": " + complaint);
        }
    }
}
