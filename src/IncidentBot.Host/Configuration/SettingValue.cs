using System.Globalization;

namespace IncidentBot.Host.Configuration;

/// <summary>Checks one setting's text against the type that it becomes.</summary>
internal static class SettingValue
{
    private static readonly string[] SecretEndings = ["Token", "Secret", "ConnectionString", "Key", "Password"];

    /// <summary>What the text should be, with an example; null: it fits.</summary>
    public static string? Problem(string text, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var culture = CultureInfo.InvariantCulture;
        if (type.IsEnum)
            return Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase)
                ? null
                : $"must be one of {string.Join(", ", Enum.GetNames(type))}.";
        if (type == typeof(bool)) return bool.TryParse(text, out _) ? null : "must be true or false.";
        if (type == typeof(int)) return int.TryParse(text, NumberStyles.AllowLeadingSign, culture, out _)
            ? null
            : "must be a whole number, such as 24.";
        if (type == typeof(long)) return long.TryParse(text, NumberStyles.AllowLeadingSign, culture, out _)
            ? null
            : "must be a whole number, such as 24.";
        if (type == typeof(double)) return double.TryParse(text, NumberStyles.Float, culture, out _)
            ? null
            : "must be a number, such as 1.5.";
        if (type == typeof(TimeSpan)) return TimeSpan.TryParse(text, culture, out _)
            ? null
            : "must be a duration, such as 00:05:00 for five minutes.";
        if (type == typeof(Uri)) return IsWebAddress(text) ? null : "must be a web address, such as https://example.com/.";
        return null;
    }

    /// <summary>The value in quotation marks, unless it may be a secret.</summary>
    public static string Shown(string key, string value) =>
        Array.Exists(SecretEndings, ending => key.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            ? "set (not shown)"
            : $"\"{value}\"";

    public static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
}
