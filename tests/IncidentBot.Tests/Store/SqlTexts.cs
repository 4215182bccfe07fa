using System.Reflection;
using System.Text.RegularExpressions;
using IncidentBot.Store;

namespace IncidentBot.Tests.Store;

/// <summary>Every SQL text of the product: the constants that are statements, and what the classes with dialect texts list.</summary>
internal static partial class SqlTexts
{
    public static IEnumerable<SqlText> Of(Dialect dialect) =>
        Types().SelectMany(type => Constants(type, dialect).Concat(Listed(type, dialect)));

    /// <summary>The classes that make texts for a dialect, and so must list them.</summary>
    public static IEnumerable<Type> Makers() => Types().Where(type => type
        .GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Any(method => method.ReturnType == typeof(string) && method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Dialect))));

    public static MethodInfo? ListOf(Type type) =>
        type.GetMethod("Statements", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, [typeof(Dialect)]);

    private static IEnumerable<Type> Types() => typeof(Database).Assembly.GetTypes().Where(type => !type.ContainsGenericParameters);

    private static IEnumerable<SqlText> Constants(Type type, Dialect dialect) => type
        .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Where(field => field.FieldType == typeof(string) && !IsForOther(field.Name, dialect))
        .Select(field => new SqlText($"{type.Name}.{field.Name}", (string?)field.GetValue(null) ?? string.Empty))
        .Where(text => Statement().IsMatch(text.Sql));

    private static IEnumerable<SqlText> Listed(Type type, Dialect dialect) =>
        ListOf(type)?.Invoke(null, [dialect]) is IEnumerable<string> texts
            ? texts.Select((text, number) => new SqlText($"{type.Name}.Statements[{number}]", text))
            : [];

    // A constant for one engine says so in its name: CreateVersionsOnSqlite.
    private static bool IsForOther(string name, Dialect dialect) =>
        name.EndsWith(dialect == Dialect.Sqlite ? "OnSqlServer" : "OnSqlite", StringComparison.Ordinal);

    [GeneratedRegex(@"^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|ALTER|DROP|IF|DECLARE|EXEC|MERGE)\s", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Statement();
}

/// <summary>A statement and where it stands.</summary>
internal sealed record SqlText(string Where, string Sql);
