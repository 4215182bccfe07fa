using System.Globalization;
using System.Text.Json;

namespace IncidentBot.Monitoring.Prometheus;

/// <summary>
/// Reads an answer of the query API, also one that was cut off: the lines that are whole count. What is unknown in it is passed over.
/// </summary>
/// <param name="mostSeries">So many lines are read; the others are counted.</param>
internal ref struct PrometheusAnswerReader(int mostSeries)
{
    private const int MostRemarks = 10, MostLabels = 100;

    private readonly List<PrometheusSeries> series = [];
    private int more;

    /// <summary>What it says.</summary>
    /// <param name="body">The answer, or its beginning.</param>
    /// <param name="isCut">Whether it is only the beginning.</param>
    /// <param name="mostSeries">So many lines are read.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static PrometheusAnswer Read(ReadOnlySpan<byte> body, bool isCut, int mostSeries)
    {
        var json = new Utf8JsonReader(body, isFinalBlock: !isCut, default);
        return new PrometheusAnswerReader(mostSeries).Read(ref json) with { IsCut = isCut };
    }

    private readonly PrometheusAnswer WithSeries(PrometheusAnswer answer) => answer with { Series = series, More = more };

    private PrometheusAnswer Read(ref Utf8JsonReader json)
    {
        var answer = new PrometheusAnswer();
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            return answer;

        var isCut = false;
        while (NextField(ref json, ref isCut))
        {
            var name = json.GetString();
            if (!json.Read())
                break;
            if (name == "data" && json.TokenType == JsonTokenType.StartObject)
            {
                if (!ReadData(ref json))
                    break;
            }
            else if (name is "warnings" or "infos" && json.TokenType == JsonTokenType.StartArray)
            {
                var remarks = ReadTexts(ref json);
                answer = name == "warnings" ? answer with { Warnings = remarks } : answer with { Infos = remarks };
            }
            else if (json.TokenType == JsonTokenType.String)
            {
                var text = json.GetString();
                answer = name switch
                {
                    "status" => answer with { Status = text },
                    "errorType" => answer with { ErrorType = text },
                    "error" => answer with { Error = text },
                    _ => answer,
                };
            }
            else if (!json.TrySkip())
                break;
        }

        return WithSeries(answer);
    }

    private static List<string> ReadTexts(ref Utf8JsonReader json)
    {
        List<string> texts = [];
        var isCut = false;
        while (NextItem(ref json, ref isCut))
        {
            if (json.TokenType == JsonTokenType.String && texts.Count < MostRemarks)
                texts.Add(json.GetString()!);
            else if (!json.TrySkip())
                break;
        }

        return texts;
    }

    // False: the answer ends here.
    private bool ReadData(ref Utf8JsonReader json)
    {
        var isCut = false;
        while (NextField(ref json, ref isCut))
        {
            var isResult = json.ValueTextEquals("result"u8);
            if (!json.Read())
                return false;
            if (isResult && json.TokenType == JsonTokenType.StartArray)
            {
                if (!ReadResult(ref json))
                    return false;
            }
            else if (!json.TrySkip())
                return false;
        }

        return !isCut;
    }

    // Lines, or of a scalar one point without a line around it.
    private bool ReadResult(ref Utf8JsonReader json)
    {
        var isCut = false;
        while (NextItem(ref json, ref isCut))
        {
            if (json.TokenType == JsonTokenType.StartObject && series.Count < mostSeries)
            {
                if (!ReadSeries(ref json))
                    return false;
            }
            else if (json.TokenType == JsonTokenType.StartObject)
            {
                if (!json.TrySkip())
                    return false;
                more++;
            }
            else if (json.TokenType == JsonTokenType.Number && series.Count == 0)
            {
                var at = json.GetDouble();
                if (!json.Read())
                    return false;
                if (json.TokenType == JsonTokenType.String && IsNumber(json.GetString()!, out var value))
                    series.Add(new PrometheusSeries(new Dictionary<string, string>(StringComparer.Ordinal), [(at, value)]));
            }
            else if (!json.TrySkip())
                return false;
        }

        return !isCut;
    }

    private readonly bool ReadSeries(ref Utf8JsonReader json)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        List<(double At, double? Value)> points = [];
        var hasHistograms = false;
        var isCut = false;
        while (NextField(ref json, ref isCut))
        {
            var name = json.GetString();
            if (!json.Read())
                return false;
            var isWhole = name switch
            {
                "metric" when json.TokenType == JsonTokenType.StartObject => ReadLabels(ref json, labels),
                "values" when json.TokenType == JsonTokenType.StartArray => ReadPoints(ref json, points),
                "value" when json.TokenType == JsonTokenType.StartArray => ReadPoint(ref json, points),
                _ => json.TrySkip(),
            };
            hasHistograms |= name is "histogram" or "histograms";
            if (!isWhole)
                return false;
        }

        if (isCut)
            return false;

        series.Add(new PrometheusSeries(labels, points) { HasHistograms = hasHistograms });
        return true;
    }

    private static bool ReadLabels(ref Utf8JsonReader json, Dictionary<string, string> labels)
    {
        var isCut = false;
        while (NextField(ref json, ref isCut))
        {
            var name = json.GetString()!;
            if (!json.Read())
                return false;
            if (json.TokenType == JsonTokenType.String && labels.Count < MostLabels)
                labels[name] = json.GetString()!;
            else if (!json.TrySkip())
                return false;
        }

        return !isCut;
    }

    private static bool ReadPoints(ref Utf8JsonReader json, List<(double At, double? Value)> points)
    {
        var isCut = false;
        while (NextItem(ref json, ref isCut))
        {
            if (!(json.TokenType == JsonTokenType.StartArray ? ReadPoint(ref json, points) : json.TrySkip()))
                return false;
        }

        return !isCut;
    }

    // [1795970023, "0.12"]
    private static bool ReadPoint(ref Utf8JsonReader json, List<(double At, double? Value)> points)
    {
        double? at = null;
        var isRead = false;
        var isCut = false;
        while (NextItem(ref json, ref isCut))
        {
            if (json.TokenType == JsonTokenType.Number && at is null)
                at = json.GetDouble();
            else if (json.TokenType is JsonTokenType.String && at is { } moment && !isRead)
            {
                isRead = true;
                points.Add((moment, IsNumber(json.GetString()!, out var value) && double.IsFinite(value) ? value : null));
            }
            else if (!json.TrySkip())
                return false;
        }

        return !isCut;
    }

    private static bool IsNumber(string text, out double value)
    {
        value = text switch { "+Inf" => double.PositiveInfinity, "-Inf" => double.NegativeInfinity, _ => double.NaN };
        return !double.IsNaN(value) || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    // False at the end of the object, or where the answer is cut.
    private static bool NextField(ref Utf8JsonReader json, ref bool isCut)
    {
        isCut = !json.Read();
        return !isCut && json.TokenType == JsonTokenType.PropertyName;
    }

    // False at the end of the list, or where the answer is cut.
    private static bool NextItem(ref Utf8JsonReader json, ref bool isCut)
    {
        isCut = !json.Read();
        return !isCut && json.TokenType != JsonTokenType.EndArray;
    }
}
