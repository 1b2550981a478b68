using System.Globalization;
using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Archive.Csv;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Archive.Shared;

/// <summary>Says which column of the file holds what.</summary>
public sealed partial class ImportMappingForm
{
    private const int LongestSample = 90;
    private ImportMapping _mapping = ImportMapping.None;
    private bool _isSent;

    [Parameter, EditorRequired]
    public ImportView Import { get; set; } = default!;

    [Parameter]
    public bool IsBusy { get; set; }

    [Parameter]
    public EventCallback<ImportMapping> OnCheck { get; set; }

    protected override void OnInitialized() => _mapping = Import.Mapping;

    /// <summary>What nothing can do without, first; the portal's own number only where the file comes from a portal.</summary>
    private IEnumerable<ImportField> Asked => ImportFields.Required.Concat(ImportFields.All.Except(ImportFields.Required))
        .Where(one => one != ImportField.StoryId || _mapping.ColumnOf(one) is not null);

    private bool IsMissing(ImportField field) => _isSent && _mapping.FindMissing().Contains(field);

    private string? SampleOf(ImportField field)
    {
        if (_mapping.ColumnOf(field) is not { } column || Import.Sample.FirstOrDefault(row => row.Count > column && row[column].Length > 0) is not { } row)
        {
            return null;
        }

        var text = row[column].ReplaceLineEndings(" ").Trim();
        return text.Length <= LongestSample ? text : text[..LongestSample] + "…";
    }

    private void Choose(ImportField field, string? column)
    {
        if (int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            _mapping = _mapping.With(number, field);
        }
        else if (_mapping.ColumnOf(field) is { } before)
        {
            _mapping = _mapping.With(before, null);
        }
    }

    private async Task SendAsync()
    {
        _isSent = true;
        if (_mapping.FindMissing().Count == 0)
        {
            await OnCheck.InvokeAsync(_mapping);
        }
    }
}
