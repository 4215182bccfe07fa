using IncidentBot.Store;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace IncidentBot.Tests.Store;

/// <summary>The tables and columns that the SQL Server migrations make, read from their text.</summary>
internal sealed class TSqlSchema
{
    private readonly SortedSet<string> tables = new(StringComparer.Ordinal) { "schema_version" };
    private readonly SortedSet<string> columns = new(StringComparer.Ordinal)
    {
        "schema_version.version", "schema_version.name", "schema_version.checksum", "schema_version.applied_at",
    };

    public IReadOnlyCollection<string> Tables => tables;

    public IReadOnlyCollection<string> Columns => columns;

    public static TSqlSchema Of(IEnumerable<Migration> migrations)
    {
        var schema = new TSqlSchema();
        foreach (var migration in migrations)
        {
            Parse(migration.Sql).Accept(new Definitions(schema));
        }

        return schema;
    }

    public static TSqlFragment Parse(string sql) =>
        new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out _);

    /// <summary>The tables and columns that a statement names but nobody makes.</summary>
    public IEnumerable<string> MissingIn(TSqlFragment statement)
    {
        var names = new References();
        statement.Accept(names);
        var known = tables.Concat(names.OwnTables).ToHashSet(StringComparer.Ordinal);
        var reachable = names.OwnColumns.ToHashSet(StringComparer.Ordinal);
        reachable.UnionWith(columns.Where(column => names.Tables.Contains(column.Split('.')[0])).Select(column => column.Split('.')[1]));
        return names.Tables.Where(table => !known.Contains(table)).Select(table => $"table {table}")
            .Concat(names.Columns.Where(column => !reachable.Contains(column)).Select(column => $"column {column}"))
            .Concat(names.Aliased.Where(pair => tables.Contains(pair.Table) && !columns.Contains($"{pair.Table}.{pair.Column}")).Select(pair => $"column {pair.Table}.{pair.Column}"));
    }

    private sealed class Definitions(TSqlSchema schema) : TSqlFragmentVisitor
    {
        public override void Visit(CreateTableStatement node)
        {
            var table = node.SchemaObjectName.BaseIdentifier.Value;
            schema.tables.Add(table);
            schema.columns.UnionWith(node.Definition.ColumnDefinitions.Select(column => $"{table}.{column.ColumnIdentifier.Value}"));
        }

        public override void Visit(AlterTableAddTableElementStatement node) =>
            schema.columns.UnionWith(node.Definition.ColumnDefinitions.Select(column => $"{node.SchemaObjectName.BaseIdentifier.Value}.{column.ColumnIdentifier.Value}"));
    }

    private sealed class References : TSqlFragmentVisitor
    {
        private readonly Dictionary<string, string> aliases = new(StringComparer.Ordinal);
        private readonly List<(string Qualifier, string Column)> qualified = [];

        public HashSet<string> Tables { get; } = [];

        public HashSet<string> Columns { get; } = [];

        /// <summary>Common table expressions, and names given to subqueries.</summary>
        public HashSet<string> OwnTables { get; } = ["inserted", "deleted"];

        public HashSet<string> OwnColumns { get; } = [];

        /// <summary>Columns whose table is named in front of them; a name that means two tables in one statement is not told apart.</summary>
        public IEnumerable<(string Table, string Column)> Aliased =>
            qualified.Where(pair => aliases.ContainsKey(pair.Qualifier)).Select(pair => (aliases[pair.Qualifier], pair.Column));

        public override void Visit(NamedTableReference node)
        {
            var table = node.SchemaObject.BaseIdentifier.Value;
            Tables.Add(table);
            aliases[node.Alias?.Value ?? table] = aliases.TryGetValue(node.Alias?.Value ?? table, out var other) && other != table ? string.Empty : table;
        }

        public override void Visit(OpenJsonTableReference node) => OwnColumns.UnionWith(["key", "value", "type"]);

        public override void Visit(CommonTableExpression node)
        {
            OwnTables.Add(node.ExpressionName.Value);
            OwnColumns.UnionWith(node.Columns.Select(column => column.Value));
        }

        public override void Visit(SelectScalarExpression node)
        {
            if (node.ColumnName is not null)
            {
                OwnColumns.Add(node.ColumnName.Value);
            }
        }

        public override void Visit(SchemaDeclarationItemOpenjson node) => OwnColumns.Add(node.ColumnDefinition.ColumnIdentifier.Value);

        public override void Visit(ColumnReferenceExpression node)
        {
            if (node.MultiPartIdentifier is not { Count: > 0 } name)
                return;

            Columns.Add(name.Identifiers[^1].Value);
            if (name.Count > 1)
            {
                qualified.Add((name.Identifiers[^2].Value, name.Identifiers[^1].Value));
            }
        }
    }
}
