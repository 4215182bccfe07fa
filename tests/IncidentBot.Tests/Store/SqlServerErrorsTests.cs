using System.Reflection;
using IncidentBot.Store;
using Microsoft.Data.SqlClient;

namespace IncidentBot.Tests.Store;

/// <summary>What each error number of the server leads to.</summary>
public sealed class SqlServerErrorsTests
{
    [Theory]
    [InlineData(1205)]
    [InlineData(1222)]
    [InlineData(3960)]
    [InlineData(40197)]
    [InlineData(40501)]
    [InlineData(40613)]
    [InlineData(49918)]
    [InlineData(10928)]
    public void What_the_server_takes_back_is_repeated_and_explained_when_it_does_not_help(int number)
    {
        Assert.True(SqlServerErrors.MayBeRepeated(Error(number), committing: false));
        Assert.Contains($"error {number}", SqlServerErrors.Explain(Error(number), committing: false), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_commit_only_a_deadlocks_victim_is_known_to_be_taken_back()
    {
        Assert.True(SqlServerErrors.MayBeRepeated(Error(1205), committing: true));
        Assert.False(SqlServerErrors.MayBeRepeated(Error(40613), committing: true));
    }

    [Theory]
    [InlineData(2601)]
    [InlineData(2627)]
    [InlineData(8152)]
    public void What_the_statement_is_to_blame_for_is_neither_repeated_nor_explained_away(int number)
    {
        Assert.False(SqlServerErrors.MayBeRepeated(Error(number), committing: false));
        Assert.Null(SqlServerErrors.Explain(Error(number), committing: false));
    }

    [Theory]
    [InlineData(1105)]
    [InlineData(9002)]
    public void A_full_database_asks_for_room(int number) =>
        Assert.Contains("Make room", SqlServerErrors.Explain(Error(number), committing: false), StringComparison.Ordinal);

    [Theory]
    [InlineData(4060)]
    [InlineData(911)]
    public void A_database_that_is_not_there_is_named(int number)
    {
        var sentence = SqlServerErrors.Explain(Error(number), committing: false, "incidents");

        Assert.Contains("has no database 'incidents'", sentence, StringComparison.Ordinal);
        Assert.Contains($"error {number}", sentence, StringComparison.Ordinal);
    }

    // The driver offers no way to make one.
    private static SqlException Error(int number)
    {
        const BindingFlags Hidden = BindingFlags.NonPublic | BindingFlags.Instance;
        var error = typeof(SqlError).GetConstructors(Hidden).OrderBy(maker => maker.GetParameters().Length).First();
        var arguments = error.GetParameters().Select(parameter => parameter.Name == "infoNumber" ? number : Nothing(parameter.ParameterType)).ToArray();
        var errors = Activator.CreateInstance(typeof(SqlErrorCollection), nonPublic: true)!;
        typeof(SqlErrorCollection).GetMethod("Add", Hidden)!.Invoke(errors, [error.Invoke(arguments)]);
        var make = typeof(SqlException).GetMethods(BindingFlags.NonPublic | BindingFlags.Static).First(method => method.Name == "CreateException" && method.GetParameters().Length == 2);
        return (SqlException)make.Invoke(null, [errors, "15.0"])!;
    }

    private static object? Nothing(Type type) => type == typeof(string) ? "x" : type.IsValueType ? Activator.CreateInstance(type) : null;
}
