package io.tributary.experiments.export;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table as CSV (RFC 4180, lines end in {@code \n}), with a header; what is null is empty.
 *
 * @param <T> what a row is made from
 */
public final class CsvTable<T> {
    private static final CsvMapper CSV = new CsvMapper();

    private final CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true);
    private final List<Function<T, @Nullable Object>> columns = new ArrayList<>();

    /** A further column, to the right of the others. */
    public CsvTable<T> column(String name, Function<T, @Nullable Object> value) {
        schema.addColumn(name);
        columns.add(value);
        return this;
    }

    /** A row for each, in UTF-8. */
    public byte[] of(List<T> rows) throws IOException {
        StringWriter text = new StringWriter();
        try (SequenceWriter lines = CSV.writer(schema.build()).writeValues(text)) {
            for (T row : rows) {
                lines.write(columns.stream().map(value -> value.apply(row)).toArray());
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
