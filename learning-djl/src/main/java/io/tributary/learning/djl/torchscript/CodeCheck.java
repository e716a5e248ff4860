package io.tributary.learning.djl.torchscript;

import io.tributary.learning.djl.torchscript.ArchiveCode.Defined;
import io.tributary.learning.djl.torchscript.ArchiveCode.Written;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds one file of code against {@link AllowedOperations}, and writes it anew for the engine.
 *
 * <p>The engine looks up a name after a dot among its own operations as well, {@code x.save(...)} for one. So methods of the archive are
 * given an end that no operation has, and a name alone is called only if it stands for a function of the archive. A cast that the engine would
 * take on trust becomes one that it checks.
 */
final class CodeCheck {
    private static final String OWN_METHOD = "__own";
    private static final Set<String> GROUPING = Set.of("return", "if", "elif", "in");
    private static final Set<String> WORDS = Set.of("import", "from", "lambda", "with", "try", "except", "finally",
            "global", "nonlocal", "del", "async", "await", "yield", "assert", "raise", "not", "and", "or", "is",
            "while",
            "class", "def");

    private final String file;
    private final Defined defined;
    private final List<Written> written = new ArrayList<>();
    private Set<String> callable = Set.of();
    private boolean draws;

    CodeCheck(String file, Defined defined) {
        this.file = file;
        this.defined = defined;
    }

    /** Whether it draws from the engine's generator. */
    boolean draws() {
        return draws;
    }

    /** The lines for the engine; those of lists of a class's tensors are left out. */
    List<Written> run(CodeFile code) {
        for (CodeFile.Part part : code.parts()) {
            if (part instanceof CodeFile.Function function) {
                function(function, function.head().tokens());
            } else if (part instanceof CodeFile.Type type) {
                type(type);
            }
        }
        return written;
    }

    private void type(CodeFile.Type type) {
        written.add(new Written(0, type.head().tokens()));
        ScriptClass declared = type.declared();
        declared.attributes().forEach((name, held) -> written.add(new Written(2,
                List.of("__annotations__", "[", '"' + name + '"', "]", "=", held))));
        callable = Set.of();
        declared.constants().forEach(line -> written.add(new Written(2, checked(line, 0))));
        for (CodeFile.Function method : type.methods()) {
            List<String> head = new ArrayList<>(method.head().tokens());
            head.set(1, own(head.get(1)));
            function(method, head);
        }
    }

    private static String own(String method) {
        return method.equals("forward") || method.startsWith("__") ? method : method + OWN_METHOD;
    }

    private void function(CodeFile.Function function, List<String> head) {
        callable = callable(function);
        CodeLine line = function.head();
        written.add(new Written(line.indent(), checked(new CodeLine(line.number(), line.indent(), head), 2)));
        for (CodeLine statement : function.body()) {
            written.add(new Written(statement.indent(), statement(statement)));
        }
    }

    /** Names in it that stand for a function of the archive, and are given no other meaning. */
    private Set<String> callable(CodeFile.Function function) {
        Map<String, Integer> given = new HashMap<>();
        function.head().tokens().forEach(token -> given.merge(token, 1, Integer::sum));
        Set<String> names = new HashSet<>();
        for (CodeLine line : function.body()) {
            int equals = line.begins("for") ? line.tokens().indexOf("in") : line.tokens().indexOf("=");
            for (int i = 0; i < equals; i++) {
                given.merge(line.token(i), 1, Integer::sum);
            }
            if (equals == 1 && line.token(2).equals("__torch__") && line.chainEnd(2) == line.tokens().size()
                    && defined.functions().contains(line.word(2, line.tokens().size()))) {
                names.add(line.token(0));
            }
        }
        names.removeIf(name -> given.getOrDefault(name, 0) != 1);
        return names;
    }

    private List<String> statement(CodeLine line) {
        if (line.begins("torch", ".", AllowedOperations.WARNING, "(") && line.tokens().indexOf(")") > 0) {
            return List.of("pass");
        }
        if (CodeLine.isName(line.token(0)) && line.token(line.chainEnd(0)).equals("=") && line.chainEnd(0) > 1) {
            throw wrong(line,
                    "assigns to " + line.word(0, line.chainEnd(0)) + "; write into a buffer in place, such as "
                            + line.word(0, line.chainEnd(0)) + ".copy_(...)");
        }
        return checked(line, 0);
    }

    private ScriptException wrong(CodeLine line, String what) {
        return CodeLine.wrong(file, line.number(), what);
    }

    /** The tokens for the engine, of which those from an index on are looked at. */
    private List<String> checked(CodeLine line, int from) {
        List<String> tokens = new ArrayList<>(line.tokens().subList(0, from));
        int at = from;
        while (at < line.tokens().size()) {
            String token = line.token(at);
            if (token.equals("unchecked_cast") && line.token(at + 1).equals("(")) {
                at = cast(line, at, tokens);
            } else if (CodeLine.isName(token)) {
                at = named(line, at, tokens);
            } else {
                mark(line, at);
                tokens.add(token);
                at++;
            }
        }
        return tokens;
    }

    private void mark(CodeLine line, int at) {
        String token = line.token(at);
        String before = line.token(at - 1);
        if (token.equals("(") && (before.equals(")") || before.equals("]") || CodeLine.isText(before))) {
            throw wrong(line, "calls what has no name");
        }
        if (token.equals("-") && !line.token(at + 1).isEmpty() && !Character.isDigit(line.token(at + 1).charAt(0))) {
            throw wrong(line, "has an operator where torch.jit.save writes a call");
        }
        if (token.equals("=") && line.token(at + 1).equals("=")) {
            throw wrong(line, "has an operator where torch.jit.save writes a call");
        }
    }

    /** A cast of what may be missing becomes one that fails where it is; returns where to go on, after the type and its comma. */
    private int cast(CodeLine line, int at, List<String> tokens) {
        int depth = 0;
        int end = at + 2;
        while (end < line.tokens().size() && (depth > 0 || !line.token(end).equals(","))) {
            depth += line.token(end).equals("[") ? 1 : line.token(end).equals("]") ? -1 : 0;
            end++;
        }
        if (end >= line.tokens().size()) {
            throw wrong(line, "has a cast that torch.jit.save does not write");
        }
        tokens.addAll(List.of("torch", ".", "_unwrap_optional", "("));
        return end + 1;
    }

    private int named(CodeLine line, int at, List<String> tokens) {
        String token = line.token(at);
        boolean afterDot = line.token(at - 1).equals(".");
        int end = afterDot ? at + 1 : line.chainEnd(at);
        boolean called = line.token(end).equals("(");
        if (afterDot) {
            tokens.add(member(line, at, called));
            return end;
        }
        switch (token) {
            case "torch" -> operation(line, at, end, called);
            case "ops" -> primitive(line, at, end, called);
            case "__torch__" -> own(line, at, end, called);
            default -> {
                return local(line, at, tokens);
            }
        }
        tokens.addAll(line.tokens().subList(at, end));
        return end;
    }

    private void operation(CodeLine line, int at, int end, boolean called) {
        String operation = line.token(at + 2);
        if (end != at + 3 || !called || !AllowedOperations.isAllowed(operation)
                || operation.equals(AllowedOperations.WARNING)) {
            throw wrong(line, "operation " + line.word(at, end) + " is not allowed");
        }
        draws |= AllowedOperations.draws(operation);
    }

    private void primitive(CodeLine line, int at, int end, boolean called) {
        if (end != at + 5 || !called || !line.token(at + 2).equals("prim")
                || !AllowedOperations.isPrimitive(line.token(at + 4))) {
            throw wrong(line, "operation " + line.word(at, end) + " is not allowed");
        }
    }

    private void own(CodeLine line, int at, int end, boolean called) {
        String name = line.word(at, end);
        if (!defined.functions().contains(name) && (called || !defined.classes().containsKey(name))) {
            throw wrong(line, name + " is no " + (called ? "function" : "function or module") + " of the archive");
        }
    }

    /** A name alone, of which the rest of a dotted one is looked at next. */
    private int local(CodeLine line, int at, List<String> tokens) {
        String token = line.token(at);
        boolean called = line.token(at + 1).equals("(");
        if (WORDS.contains(token) || token.startsWith("__")) {
            throw wrong(line, "has '" + token + "', which is not allowed");
        }
        if (called && !GROUPING.contains(token) && !AllowedOperations.isBuiltin(token) && !callable.contains(token)) {
            throw wrong(line, "calls " + token + ", which is no function of the archive");
        }
        if (called && token.equals("getattr")
                && !(CodeLine.isName(line.token(at + 2)) && line.token(at + 3).equals(",")
                        && CodeLine.isText(line.token(at + 4)) && line.token(at + 5).equals(")"))) {
            throw wrong(line, "takes an attribute in a way that torch.jit.save does not");
        }
        tokens.add(token);
        return at + 1;
    }

    private String member(CodeLine line, int at, boolean called) {
        String name = line.token(at);
        if (name.startsWith("__")
                || (called && !name.equals("forward") && !defined.methods().contains(name))) {
            throw wrong(line, "calls or reads " + name + ", which is no method of the archive's modules");
        }
        return called ? own(name) : name;
    }
}
