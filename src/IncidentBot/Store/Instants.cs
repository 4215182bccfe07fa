using System.Data;
using System.Globalization;
using Dapper;

namespace IncidentBot.Store;

/// <summary>
/// Writes and reads instants the one way that sorts by text on SQLite and loses nothing on SQL Server: UTC, seven decimals.
/// </summary>
internal static class Instants
{
    private const string Format = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    // The round-trip format of a UTC time is this very form, and is written several times as fast.
    public static string ToText(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>
    /// Cuts an instant to whole microseconds: done where an instant for the record is made, since a server may keep no more digits and
    /// hashes are taken of them.
    /// Never done to what is read: links of the trail that were written before this was so hash all seven digits.
    /// </summary>
    public static DateTimeOffset Cut(DateTimeOffset instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));

    public static DateTimeOffset From(object value) => value switch
    {
        string text => DateTimeOffset.ParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        DateTime time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
        DateTimeOffset instant => instant.ToUniversalTime(),
        _ => throw new InvalidCastException($"A {value.GetType().Name} is not an instant."),
    };

    /// <summary>Teaches Dapper the format and the naming of columns; its settings hold for the whole process.</summary>
    public static void TeachDapper()
    {
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new Handler());
        DefaultTypeMap.MatchNamesWithUnderscores = true;
    }

    private sealed class Handler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) => From(value);

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) =>
            throw new NotSupportedException("Parameters are set by the dialect.");
    }
}
