namespace IncidentBot.Catalogue;

/// <summary>Reads how a service's signals are asked for out of a catalogue's file.</summary>
/// <param name="mistakes">Gets what is wrong.</param>
/// <param name="places">Gets where everything stands.</param>
internal sealed class SignalsReader(CatalogueMistakes mistakes, ServicePlaces places)
{
    private const string Example = "profile: otel";

    /// <summary>Reads one group of fields, or a list of such groups.</summary>
    /// <param name="service">Gets them.</param>
    /// <param name="piece">What stands below <c>signals</c>.</param>
    public void Read(CatalogueService service, YamlPiece piece)
    {
        foreach (var one in piece is YamlList ? mistakes.ItemsOf(piece, "signals", "") : [piece])
        {
            var signals = new ServiceSignals();
            var texts = TextsOf(signals);
            foreach (var (name, value) in mistakes.FieldsOf(one, "signals", Example))
            {
                if (name.Text == "labels")
                    ReadLabels(signals, value);
                else if (!texts.TryGetValue(name.Text!, out var set))
                    mistakes.AddUnknown(name, "isn't a field of signals", texts.Keys.Append("labels"));
                else if (value is YamlValue { Text: { } text })
                    set(text.Trim());
                else
                    mistakes.Add(value, $"{name.Text} takes one text.");
            }

            if (one is not YamlGroup)
                continue;

            service.Signals.Add(signals);
            places.Add(one.Place);
        }
    }

    private static Dictionary<string, Action<string>> TextsOf(ServiceSignals signals) => new(StringComparer.Ordinal)
    {
        ["source"] = text => signals.Source = text,
        ["profile"] = text => signals.Profile = text,
        ["p50"] = text => signals.P50 = text,
        ["p95"] = text => signals.P95 = text,
        ["p99"] = text => signals.P99 = text,
        ["traffic"] = text => signals.Traffic = text,
        ["errors"] = text => signals.Errors = text,
        ["saturation"] = text => signals.Saturation = text,
    };

    private void ReadLabels(ServiceSignals signals, YamlPiece piece)
    {
        foreach (var (label, value) in mistakes.FieldsOf(piece, "labels", "service_name: checkout"))
        {
            if (value is YamlValue { Text: { } text })
                signals.Labels[label.Text!] = text;
            else
                mistakes.Add(value, $"the label {label.Text} takes one text.");
        }
    }
}
