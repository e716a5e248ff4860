package io.tributary.coordinator.run;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.coordinator.TestReports;
import io.tributary.coordinator.store.CommitListener;
import io.tributary.coordinator.store.DeviceRecord;
import io.tributary.coordinator.store.RowPorts;
import io.tributary.coordinator.store.StoredPart;
import io.tributary.coordinator.store.TokenRecord;
import io.tributary.coordinator.store.sql.SqlStores;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.plan.SignedDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes down what the build that it is compiled with stores of a run in the middle of a round: the rows, files and versions of
 * {@code previous-build}. To be run at an earlier commit, into an empty directory.
 */
public final class WritesItsRows {
    private static final JsonMapper JSON = new JsonMapper();

    private WritesItsRows() {}

    /** Writes into the empty directory that it is given. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Path database = directory.resolve("coordinator.db");
        RowPorts.Hand clock = new RowPorts.Hand();
        try (SqlStores rows = SqlStores.open(database, clock, "previous", CommitListener.NONE)) {
            others(rows, clock.instant());
            HalfARun half = new HalfARun(rows, directory.resolve("files"), clock);
            half.begin();
            write(directory.resolve("rows.txt"), rows(database));
            write(directory.resolve("files.txt"), files(directory.resolve("files")));
            half.goOn();
            write(directory.resolve("versions.txt"), half.versions());
        }
    }

    private static void write(Path file, List<String> lines) throws IOException {
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    /** What is stored beside runs. */
    private static void others(SqlStores rows, Instant at) throws RejectedException {
        String token = Sha256.of("token".getBytes(StandardCharsets.UTF_8)).hex();
        rows.devices().addTokens(
                List.of(new TokenRecord(token, at, at.plusSeconds(3600), false, Optional.empty(), Optional.empty())),
                at);
        rows.devices().enrol(device("ann", at), Optional.of(token));
        rows.devices().enrol(device("bob", at), Optional.empty());
        rows.devices().revoke("bob", at);
        rows.audit().append(_ -> document("first"));
        rows.audit().append(_ -> document("second"));
        rows.parts().take("updates/partial", "turn", at);
        rows.parts().put("updates/partial", "turn", new StoredPart("part", 0, 7, "etag"), at);
        rows.parts().name("updates/partial", "turn", "upload", at);
        rows.known().remember("key", "a fingerprint");
    }

    private static DeviceRecord device(String name, Instant at) {
        return new DeviceRecord(name, TestReports.key(name).publicKey().toString(), document(name), at,
                at.plusSeconds(3600), Optional.empty(), Optional.empty());
    }

    private static SignedDocument document(String text) {
        return new SignedDocument(text.getBytes(StandardCharsets.UTF_8), new byte[64], new byte[32]);
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            List<String> lines = new ArrayList<>();
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                lines.add(root.relativize(file) + " " + HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
            return lines;
        }
    }

    private static List<String> rows(Path database) throws SQLException, IOException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            for (String table : tables(statement)) {
                try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
                    while (rows.next()) {
                        lines.add(table + " " + JSON.writeValueAsString(row(rows)));
                    }
                }
            }
        }
        return lines;
    }

    /** In the order in which they were made, so that none names a row of a later one. */
    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet found = statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'"
                + " AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'flyway%' ORDER BY rowid")) {
            while (found.next()) {
                tables.add(found.getString(1));
            }
        }
        return tables;
    }

    private static Map<String, Object> row(ResultSet row) throws SQLException {
        Map<String, Object> columns = new LinkedHashMap<>();
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            Object value = row.getObject(column);
            if (value != null) {
                columns.put(row.getMetaData().getColumnName(column),
                        value instanceof byte[] bytes ? Map.of("hex", HexFormat.of().formatHex(bytes)) : value);
            }
        }
        return columns;
    }
}
