using IncidentBot.Store;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace IncidentBot.Tests.Store;

/// <summary>
/// Claims must be right on a server that ignores lock hints and gives readers a snapshot: such a server asks the conditions on the row itself again
/// when it has waited for another's change of it, but does not read other rows again.
/// </summary>
public sealed class ClaimTextTests
{
    private static readonly string[] Free = ["state = 'waiting'", "due_at <= @Now", "lease_until IS NULL OR lease_until <= @Now"];

    private static readonly string[] Held = ["id = @Id", "lease_token = @Token"];

    [Fact]
    public void What_takes_a_row_asks_the_row_itself_whether_it_is_free()
    {
        var claims = Updates().Where(update => update.Sets("lease_token", "@Token")).ToList();

        Assert.Equal(["inbox", "outbox"], claims.Select(claim => claim.Table).Order(StringComparer.Ordinal));
        Assert.All(claims, claim => Assert.All(Free, condition => Assert.Contains(condition, claim.Conditions)));
    }

    [Fact]
    public void What_ends_a_rows_turn_or_replaces_it_asks_the_row_itself_who_holds_it()
    {
        var ends = Updates().Where(update => update.Sets("lease_token", "NULL")).ToList();

        Assert.NotEmpty(ends);
        Assert.All(ends, end => Assert.True(
            Held.All(end.Conditions.Contains) || end.Conditions.Contains("lease_until IS NULL OR lease_until <= @Now"), end.Text));
    }

    [Fact]
    public void What_makes_a_lease_longer_asks_the_row_itself_who_holds_it() =>
        Assert.All(
            Updates().Where(update => update.Sets("lease_until", "@Until") && !update.Sets("lease_token", "@Token")),
            renewal => Assert.Contains("lease_token = @Token", renewal.Conditions));

    [Fact]
    public void Nothing_passes_over_rows_that_others_have_locked() =>
        Assert.DoesNotContain(SqlTexts.Of(Dialect.SqlServer), text => text.Sql.Contains("READPAST", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Update> Updates()
    {
        var found = new Found();
        foreach (var text in SqlTexts.Of(Dialect.SqlServer)) TSqlSchema.Parse(text.Sql).Accept(found);
        return found.Updates;
    }

    /// <summary>A statement that changes rows: what it sets, and each condition that must hold, with nothing of subqueries.</summary>
    private sealed record Update(string Table, string Text, IReadOnlySet<string> Settings, IReadOnlySet<string> Conditions)
    {
        public bool Sets(string column, string value) => Settings.Contains($"{column} = {value}");
    }

    private sealed class Found : TSqlFragmentVisitor
    {
        public List<Update> Updates { get; } = [];

        public override void Visit(UpdateSpecification node) => Updates.Add(new Update(
            TextOf(node.Target),
            TextOf(node),
            node.SetClauses.Select(TextOf).ToHashSet(StringComparer.Ordinal),
            node.WhereClause is { } where ? Parts(where.SearchCondition).Select(TextOf).ToHashSet(StringComparer.Ordinal) : []));

        private static IEnumerable<BooleanExpression> Parts(BooleanExpression condition) => condition switch
        {
            BooleanBinaryExpression { BinaryExpressionType: BooleanBinaryExpressionType.And } and => Parts(and.FirstExpression).Concat(Parts(and.SecondExpression)),
            BooleanParenthesisExpression inner => Parts(inner.Expression),
            _ => [condition],
        };

        private static string TextOf(TSqlFragment node) => string.Join(
            ' ', string.Concat(node.ScriptTokenStream.Skip(node.FirstTokenIndex).Take(node.LastTokenIndex - node.FirstTokenIndex + 1).Select(token => token.Text))
                .Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
    }
}
