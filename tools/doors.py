"""An import contract: a capability is entered by its doors only."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class DoorsContract(Contract):
    """Refuse imports between capabilities that do not go through a listed room."""

    type_name = "doors"
    floor = fields.StringField()
    doors = fields.SetField(subfield=fields.StringField())
    exempt = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        depth = self.floor.count(".") + 1
        trespasses = []
        for importer in sorted(m for m in graph.modules if m.startswith(f"{self.floor}.")):
            home, *rooms = importer.split(".")[depth:]
            for imported in sorted(graph.find_modules_directly_imported_by(importer)):
                if not imported.startswith(f"{self.floor}."):
                    continue
                neighbour, *entered = imported.split(".")[depth:]
                # Tests and demo data may use a neighbour's own factories and demo, nothing deeper.
                allowed = set(self.doors) | (set(self.exempt) if rooms[:1] and rooms[0] in self.exempt else set())
                if neighbour != home and entered[:1] and entered[0] not in allowed:
                    (detail, *_) = graph.get_import_details(importer=importer, imported=imported)
                    trespasses.append((importer, imported, detail["line_number"]))
        return ContractCheck(kept=not trespasses, metadata={"trespasses": trespasses})

    def render_broken_contract(self, check: ContractCheck) -> None:
        doors = ", ".join(sorted(self.doors))
        for importer, imported, line in check.metadata["trespasses"]:
            output.print_error(f"{importer}:{line} imports {imported}; a neighbour enters by {doors}")
